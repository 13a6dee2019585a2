import { describe, expect, test } from 'vitest'
import { savedAs } from '../../../../../scripts/lake/http/media/saved-as.ts'

describe('the name of a download', () => {
  test.each([
    ['havn.jpg', `attachment; filename="havn.jpg"; filename*=UTF-8''havn.jpg`],
    [
      'Rødgrød på »Søen«.pdf',
      `attachment; filename="Roedgroed paa _Soeen_.pdf"; filename*=UTF-8''R%C3%B8dgr%C3%B8d%20p%C3%A5%20%C2%BBS%C3%B8en%C2%AB.pdf`,
    ],
    ['a"b\\c.txt', `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b_c.txt`],
    ["D'Angelo (1).txt", `attachment; filename="D'Angelo (1).txt"; filename*=UTF-8''D%27Angelo%20%281%29.txt`],
    ['../../token', `attachment; filename=".._.._token"; filename*=UTF-8''.._.._token`],
    ['a\r\nset-cookie: b', `attachment; filename="a__set-cookie: b"; filename*=UTF-8''a__set-cookie%3A%20b`],
    ['\ud83d.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
  ])('%j stands in the header in letters for everyone', (name, header) => {
    expect(savedAs(name)).toBe(header)
  })
})
