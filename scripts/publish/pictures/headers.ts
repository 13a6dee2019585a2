/** The site's file of headers, which hosts read. */
export const headersFile = '_headers'

/**
 * The site's headers with leave for pages to show images from one more place (`https://cdn.sanity.io`), as they must when the lake's
 * image service makes their pictures. @throws Error when the headers say nothing of images, since nobody would see any then
 */
export function allowingImagesFrom(headers: Uint8Array, origin: string): Buffer {
  const text = Buffer.from(headers).toString('utf8')
  const policy = /\bimg-src [^;\n]*/g
  if (!policy.test(text)) throw new Error(`The ${headersFile} of the site say nothing of img-src`)
  return Buffer.from(text.replaceAll(policy, (sources) => `${sources.trimEnd()} ${new URL(origin).origin}`))
}
