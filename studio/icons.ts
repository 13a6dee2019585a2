import { BlockquoteIcon } from '@sanity/icons/Blockquote'
import { CaseIcon } from '@sanity/icons/Case'
import { CogIcon } from '@sanity/icons/Cog'
import { DocumentIcon } from '@sanity/icons/Document'
import { DocumentTextIcon } from '@sanity/icons/DocumentText'
import { FolderIcon } from '@sanity/icons/Folder'
import { HomeIcon } from '@sanity/icons/Home'
import { ImageIcon } from '@sanity/icons/Image'
import { InfoOutlineIcon } from '@sanity/icons/InfoOutline'
import { LinkIcon } from '@sanity/icons/Link'
import { PlayIcon } from '@sanity/icons/Play'
import { StackIcon } from '@sanity/icons/Stack'
import { TagIcon } from '@sanity/icons/Tag'
import { ThLargeIcon } from '@sanity/icons/ThLarge'
import { UserIcon } from '@sanity/icons/User'
import { UsersIcon } from '@sanity/icons/Users'

/** The icon of each type of document, and of each part of running text, in lists, menus and fields alike. */
export const icons = {
  article: DocumentTextIcon,
  jobAnnouncement: UsersIcon,
  author: UserIcon,
  company: CaseIcon,
  section: FolderIcon,
  topic: TagIcon,
  page: DocumentIcon,
  frontPage: HomeIcon,
  siteSettings: CogIcon,
  figure: ImageIcon,
  quote: BlockquoteIcon,
  factBox: InfoOutlineIcon,
  readAlso: StackIcon,
  embed: PlayIcon,
  table: ThLargeIcon,
  link: LinkIcon,
  internalLink: DocumentTextIcon,
} as const
