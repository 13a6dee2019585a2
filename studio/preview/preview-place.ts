import { DeskPlace, deskPlaceAddress } from '#schemas/desk-place.ts'

/** Where previews are, and the key that opens them. */
export type PreviewPlace = NonNullable<DeskPlace['preview']>

let asked: Promise<PreviewPlace | undefined> | undefined

/** Where previews are; `undefined` where there are none. Asked once, and again after nobody knew. */
export function previewPlace(): Promise<PreviewPlace | undefined> {
  asked ??= askForPlace()
  return asked.then((place) => {
    if (!place) asked = undefined
    return place
  })
}

/** Has it asked anew: the newsroom may have been started again, with another key. */
export function forgetPreviewPlace(): void {
  asked = undefined
}

async function askForPlace(): Promise<PreviewPlace | undefined> {
  const answer = await fetch(deskPlaceAddress).catch(() => undefined)
  const told: unknown = answer?.ok ? await answer.json().catch(() => undefined) : undefined
  return DeskPlace.safeParse(told).data?.preview
}
