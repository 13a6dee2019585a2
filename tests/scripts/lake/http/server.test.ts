import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { LakeServer } from '../../../../scripts/lake/http/server.ts'

const refused = { upgrade: () => ({ ok: false as const, refused: new Response(null, { status: 404 }) }) }
const greeting = { ...refused, fetch: () => new Response('Goddag') }

/** Sends exactly this and never ends its own side of the connection; `answer` is empty when the server ends it in silence. */
async function sent(server: LakeServer, ...lines: string[]): Promise<{ connection: Socket; answer: Promise<string> }> {
  const connection = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
  await once(connection, 'connect')
  const answer = new Promise<string>((answered) => {
    connection.once('data', (bytes) => answered(String(bytes)))
    for (const ending of ['end', 'error']) connection.on(ending, () => answered(''))
  })
  connection.write([...lines, '', ''].join('\r\n'))
  return { connection, answer }
}

const forSocket = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: bm90aXRz',
]

describe('the server', () => {
  test('lets requests that come before it answers wait for that', async () => {
    const server = await LakeServer.listening(0, '127.0.0.1')
    const page = await sent(server, 'GET / HTTP/1.1', 'Host: localhost')
    const socket = await sent(server, 'GET / HTTP/1.1', 'Host: localhost', ...forSocket)
    server.answer(greeting)
    expect(await page.answer).toMatch(/^HTTP\/1.1 200 OK\r\n[\s\S]*Goddag$/)
    expect(await socket.answer).toMatch(/^HTTP\/1.1 404 /)
    await server.close()
  })

  test('answers clients that would rather speak HTTP/2', async () => {
    const server = await LakeServer.listening(0, '127.0.0.1')
    server.answer(greeting)
    const wish = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAA']
    const page = await sent(server, 'GET / HTTP/1.1', 'Host: localhost', ...wish)
    expect(await page.answer).toMatch(/^HTTP\/1.1 200 OK\r\n/)
    await server.close()
  })

  test.each([
    ['a host', 'GET / HTTP/1.1', 'Host: anna:kode@localhost'],
    ['an address', 'GET http://anna:kode@localhost/ HTTP/1.1', 'Host: localhost'],
  ])('refuses a socket asked for with a password in %s, and goes on', async (_, ...lines) => {
    const server = await LakeServer.listening(0, '127.0.0.1')
    server.answer(greeting)
    const strange = await sent(server, ...lines, ...forSocket)
    expect(await strange.answer).toMatch(/^HTTP\/1.1 400 /)
    expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe('Goddag')
    await server.close()
  })

  test('lets an answer under way be finished when it closes', async () => {
    const server = await LakeServer.listening(0, '127.0.0.1')
    const asked = Promise.withResolvers<void>()
    const written = Promise.withResolvers<Response>()
    const fetchSlowly = () => {
      asked.resolve()
      return written.promise
    }
    server.answer({ ...refused, fetch: fetchSlowly })
    const answer = fetch(`http://127.0.0.1:${server.port}/`).then((response) => response.text())
    await asked.promise
    const closed = server.close()
    written.resolve(new Response('skrevet'))
    expect(await answer).toBe('skrevet')
    await closed
  })

  test('closes although someone holds on to a connection that was refused, or was never answered', async () => {
    const server = await LakeServer.listening(0, '127.0.0.1')
    const early = await sent(server, 'GET / HTTP/1.1', 'Host: localhost', ...forSocket)
    await server.close()
    expect(await early.answer).toBe('')

    const other = await LakeServer.listening(0, '127.0.0.1')
    other.answer(greeting)
    const late = await sent(other, 'GET / HTTP/1.1', 'Host: localhost', ...forSocket)
    expect(await late.answer).toMatch(/^HTTP\/1.1 404 /)
    await other.close()
    for (const { connection } of [early, late]) connection.destroy()
  })
})
