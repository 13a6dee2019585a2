/** More pixels than any press photograph holds, few enough to decode in a moment. */
export const mostPixels = 100_000_000
/** The longest side an image may be uploaded with: JPEG's own limit. */
export const longestUploadedSide = 65_535
/** Larger results are refused: no page shows them, and many at once would fill the memory. */
export const mostRenderedPixels = 50_000_000
/** Of all frames of an animation together; a longer one is shown by its first frame, as Sanity does beyond 256 million. */
export const mostAnimatedPixels = 50_000_000
/** An image that takes longer to make is given up: a strong blur of a huge one would keep the machine busy for minutes. */
export const mostRenderingSeconds = 15
