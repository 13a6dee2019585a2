import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../../scripts/archive/import/assets/public-address.ts'
import { fetchTo, internet, type Outside } from '../../../scripts/archive/import/assets/remote-bytes.ts'
import { aDesk, importing } from '../../rigs/moving.ts'
import { runningLake } from '../../rigs/running-lake.ts'
import { linesOf } from '../../rigs/tar-archive.ts'

const signal = new AbortController().signal

/** A web server on this machine until the end of the scope; its address with the host `web.example`. */
async function aServer(answer: RequestListener) {
  const server = createServer(answer)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    port,
    url: `http://web.example:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A world in which `web.example` is on the internet, at 127.0.0.1, and nothing else of this machine is. */
function aWorld(names: Record<string, string[][]> = {}): Outside & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async addressesOf(host) {
      asked.push(host)
      return names[host]?.shift() ?? (host === 'web.example' ? ['127.0.0.1'] : ['10.0.0.7'])
    },
    mayAsk: (address) => address === '127.0.0.1' || isPublicAddress(address),
  }
}

async function fetched(url: string, outside: Outside): Promise<string> {
  using desk = aDesk()
  try {
    await fetchTo(desk.at('asset'), url, outside, signal)
    return readFileSync(desk.at('asset'), 'utf8')
  } catch (fault) {
    return String(fault)
  }
}

describe('an address of the public internet', () => {
  test.each(['1.1.1.1', '81.95.247.10', '172.32.0.1', '2001:41d0::1', '2a00:1450:400f::200e'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.0.170', '203.0.113.9'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::a9fe:a9fe',
      'fe80::1',
      'fd00::1',
      'fec0::1',
      'ff02::1',
    ],
    ...['2002:7f00:1::', '2001::1', '2001:db8::1', '100::1', 'localhost', ''],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('fetching an asset from another server', () => {
  test('gives its bytes, over hops that are looked at one by one', async () => {
    await using server = await aServer((request, response) => {
      if (request.url === '/b.png') response.end('bytes')
      else response.writeHead(302, { location: '/b.png' }).end()
    })
    const world = aWorld()
    expect(await fetched(`${server.url}/a.png`, world)).toBe('bytes')
    expect(world.asked).toEqual(['web.example', 'web.example'])
  })

  test.each([
    ['http://127.0.0.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://[::1]/', '::1'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['http://localhost/', '1'],
  ])('refuses %s without asking', async (url, address) => {
    const refused = await fetched(url, internet)
    expect(refused).toContain('which is not on the public internet')
    expect(refused).toContain(address)
  })

  test.each([
    ['http://169.254.169.254/latest/', '169.254.169.254, which is not on the public internet'],
    ['http://127.0.0.2:80/', '127.0.0.2, which is not on the public internet'],
    ['http://inside.example/', '10.0.0.7, which is not on the public internet'],
    ['file:///etc/passwd', 'which is not on the web'],
  ])('refuses a hop that leads to %s', async (location, reason) => {
    await using server = await aServer((_request, response) => response.writeHead(302, { location }).end())
    expect(await fetched(`${server.url}/a.png`, aWorld())).toContain(reason)
  })

  test('refuses a host of which any address lies inside', async () => {
    const world = aWorld({ 'both.example': [['1.1.1.1', '192.168.1.1']] })
    expect(await fetched('http://both.example/a.png', world)).toContain('leads to 192.168.1.1')
  })

  test('goes to the address that was looked at, whatever a name server says the next time', async () => {
    await using server = await aServer((_request, response) => response.end('bytes'))
    const world = aWorld({ 'turning.example': [['127.0.0.1'], ['192.168.1.1']] })
    expect(await fetched(`http://turning.example:${server.port}/a`, world)).toBe('bytes')
    expect(world.asked).toEqual(['turning.example'])
  })

  test('says so when the server has it not, leads in circles or breaks off', async () => {
    await using server = await aServer(({ url }, response) => {
      if (url === '/circle') response.writeHead(302, { location: '/circle' }).end()
      else if (url === '/half')
        response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy())
      else response.writeHead(404).end()
    })
    expect(await fetched(`${server.url}/gone`, aWorld())).toContain('answered 404')
    expect(await fetched(`${server.url}/circle`, aWorld())).toContain('it leads on more than 5 times')
    expect(await fetched(`${server.url}/half`, aWorld())).toContain('aborted')
  })

  test('refuses a file that is too large, and stops taking it', async () => {
    await using server = await aServer((_request, response) => {
      const piece = Buffer.alloc(1024 ** 2)
      const more = (): unknown => (response.write(piece) ? setImmediate(more) : response.once('drain', more))
      more()
    })
    expect(await fetched(server.url, aWorld())).toContain('is larger than the 52.4 MB that are taken')
  })

  test('brings it into the lake when that is allowed', async () => {
    const picture = await sharp({ create: { width: 6, height: 4, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    await using server = await aServer((_request, response) => response.end(picture))
    await using lake = await runningLake()
    using desk = aDesk()
    const image = { _type: 'image', _sanityAsset: `image@${server.url}/mappe/Et billede.png?v=1` }
    writeFileSync(desk.at('a.ndjson'), linesOf([{ _id: 'one', _type: 'page', image, again: image }]))
    const order = { path: desk.at('a.ndjson'), allowRemote: true }
    expect(await importing(lake.client, desk, order, { outside: aWorld() })).toMatchObject({ documents: 1, assets: 1 })
    expect(
      await lake.client.fetch('*[_id == "one"][0]{"a": image.asset->size, "b": again.asset->originalFilename}'),
    ).toEqual({
      a: picture.length,
      b: 'Et-20billede.png',
    })
    expect(desk.names()).toEqual(['a.ndjson', 'home'])
  })
})
