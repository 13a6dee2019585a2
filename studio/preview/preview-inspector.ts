import { EyeOpenIcon } from '@sanity/icons/EyeOpen'
import type { DocumentInspector } from 'sanity'
import { rememberOpen } from './habits.ts'
import { PreviewPane } from './PreviewPane.tsx'

/** The preview beside the form; whether it is open is kept for the next document. */
export const previewInspector: DocumentInspector = {
  name: 'forhaandsvisning',
  component: PreviewPane,
  useMenuItem: () => ({ title: 'Forhåndsvisning', icon: EyeOpenIcon, showAsAction: true }),
  onOpen({ params }) {
    rememberOpen(localStorage, true)
    return { params }
  },
  onClose({ params }) {
    rememberOpen(localStorage, false)
    return { params }
  },
}
