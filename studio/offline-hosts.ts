/** Text of Sanity's own code that names another host, what takes its place, and the reason. */
export type Replacement = { text: string; by: string; why: string }

const here = 'globalThis.location.origin'

/** No address at all: a fetch of it is refused before anyone is asked, which the Studio takes for »not available«. */
const nowhere = '"https://"'

/** What in Sanity's scripts would be called, written as their modules write it. */
export const replacements: Replacement[] = [
  { text: '"https://api.sanity.io/vX/intake/feedback"', by: nowhere, why: 'feedback to Sanity, from the help menu' },
  { text: '"https://api.sanity.io/vX/intake/tracing"', by: nowhere, why: 'error reports to Sanity' },
  { text: '"https://sanity-cdn.com"', by: here, why: 'the check for a newer version; the lake answers it' },
  { text: '"https://api.sanity.io"', by: here, why: 'the host that a client without one of its own would take' },
  { text: '"https://cdn.sanity.io"', by: here, why: 'the host of image addresses that name none' },
  { text: 'useProjectHostname: !0', by: 'useProjectHostname: !1', why: 'the host `<project>.` before the lake’s own' },
  { text: '"https://core.sanity-cdn.com/bridge.js"', by: '"data:,"', why: 'a script of Sanity’s dashboard' },
  { text: '"https://core.sanity-cdn.work/bridge.js"', by: '"data:,"', why: 'the same, where Sanity tries it' },
  { text: '"https://media.sanity.io"', by: '"about:blank"', why: 'Sanity’s media library, shown in a frame' },
  {
    text: '"https://public.sanity.io/logos/favicon-192.png"',
    by: '"/static/apple-touch-icon.png"',
    why: 'the portrait of the user that stands for Sanity itself',
  },
  {
    text: '"https://cdn.sanity.io/images/pyrmmpch/production/b47224e2f3a7d1747e43b9da1ac31739250e628b-632x376.png"',
    by: '"data:,"',
    why: 'a picture in the invitation to Sanity Canvas',
  },
  {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template of theirs
    text: '`${envAwareWebsiteUrl}/manage/project/${projectId}`,',
    by: '"/structure/siteSettings",',
    why: 'Sanity’s page about the project, of which it knows nothing; here, the settings of the paper',
  },
  {
    text: 'if (userApplication || isDev) return null;',
    by: 'return null;',
    why: 'the invitation to register the Studio with Sanity',
  },
]

/** The module of Sanity's Studio that plays videos of its hosted media library, and calls five hosts to do so. */
export const videoPlayer = /^\.\/VideoPlayer-[\w-]+\.js$/

/** Hosts that may stand in the built Studio, since nothing is fetched from them unasked, each group with the reason. */
export const harmless: Record<string, string[]> = {
  'a page that opens when an editor follows a link': [
    'www.sanity.io',
    'sanity.io',
    'status.sanity.io',
    'snty.link',
    'github.com',
    'www.enable-javascript.com',
  ],
  'the same, with an address put together from what the project or the editor wrote': [
    'www.sanity.*',
    '*.*',
    '**',
    '*',
    '[*]',
  ],
  'where to read more, in the text of an error or a warning': ['react.dev', 'react.i18next.com', 'docs.sentry.io'],
  'the name of a vocabulary': ['www.w3.org', 'json-schema.org'],
  'the name of an error log, whose reports go to the address replaced above': [
    '8914c8dde7e1ebce191f15af8bf6b7b9@sentry.sanity.io',
  ],
  'what a relative address is read against, never fetched': ['localhost', 'sanity', 'example.com', 'acme.com'],
  'where Sanity tries its own changes; taken only when the lake’s address ends so': [
    'api.sanity.work',
    'sanity-cdn.work',
    'media.sanity.work',
    'sanity.work',
    'www.sanity.work',
  ],
  'what stands before a host that is known only when it runs': ['cdn'],
}

/** Names that lead nowhere by agreement (https://www.rfc-editor.org/rfc/rfc2606), and addresses without a host, as in »https://…«. */
const leadsNowhere = /\.(?:example|invalid|test)$|^…*$/i

/**
 * The hosts that `code` (JavaScript, CSS or HTML) names and that no group of `harmless` holds, in order of appearance.
 * A host that a template puts together reads `www.sanity.*`.
 */
export function strayHosts(code: string): string[] {
  const known = new Set(Object.values(harmless).flat())
  const named = [...code.matchAll(/\b(?:https?|wss?):\/\/((?:\$\{[^}]*\}?|[^/"'`\s<>(),;:?#\\$&])*)/g)]
  const hosts = named.map(([, host = '']) => host.replace(/\$\{[^}]*\}?/g, '*').replace(/\.$/, ''))
  return [...new Set(hosts)].filter((host) => !known.has(host) && !leadsNowhere.test(host))
}
