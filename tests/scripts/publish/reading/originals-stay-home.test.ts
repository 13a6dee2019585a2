import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { anArticle, anAuthor, aSection, siteSettings } from '../../../builders/documents.ts'
import { anImageAsset, aPicture } from '../../../builders/image.ts'
import { putDocuments } from '../../../rigs/lake-documents.ts'
import { pressOn } from '../../../rigs/press-rig.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

// Belongs in tests/scripts/publish/reading/. Fails today: both addresses are asked, with the lake's token.
test('an image’s document cannot send the press, and the lake’s token, to another host', async () => {
  await using lake = await runningLake()
  const asked: (string | undefined)[] = []
  const other = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.end('x')
  })
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const away = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/steal`
  for (const asset of [
    anImageAsset({ path: away }),
    anImageAsset({ path: undefined, url: `http://a.example/${away}` }),
  ]) {
    await putDocuments(lake, [aSection(), anAuthor(), siteSettings(), asset, anArticle({ leadImage: aPicture() })])
    using site = pressOn({ lake })
    expect((await site.publish()).failedPictures).toHaveLength(1)
  }
  other.close()
  expect(asked).toEqual([])
})
