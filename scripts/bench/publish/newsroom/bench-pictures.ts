import type { SanityClient } from '@sanity/client'
import sharp from 'sharp'
import type { Report } from '../../../terminal/progress.ts'

type Errand = { client: SanityClient; report: Report; signal: AbortSignal }

/** Puts so many invented photographs into the lake; gives their ids. */
export async function uploadedPictures(count: number, { client, report, signal }: Errand): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    signal.throwIfAborted()
    report(`Putting picture ${number + 1} of ${count} into the lake`)
    const { _id } = await client.assets.upload('image', await photograph(number), { filename: `${number}.jpg` })
    ids.push(_id)
  }
  return ids
}

/** Something with edges, slopes and grain, as a camera would give it; another one for each number. */
function photograph(number: number): Promise<Buffer> {
  const turn = (number * 137) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1067">
    <defs>
      <linearGradient id="g" gradientTransform="rotate(${turn % 90})">
        <stop stop-color="hsl(${turn} 60% 30%)"/><stop offset="1" stop-color="hsl(${(turn + 80) % 360} 50% 75%)"/>
      </linearGradient>
      <filter id="f"><feTurbulence baseFrequency="0.02" numOctaves="4" seed="${number}"/></filter>
    </defs>
    <rect width="1600" height="1067" fill="url(#g)"/>
    <rect width="1600" height="1067" filter="url(#f)" opacity="0.4"/>
    <circle cx="${300 + (number % 10) * 100}" cy="${300 + (number % 7) * 80}" r="220" fill="hsl(${turn} 70% 60%)"/>
  </svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer()
}
