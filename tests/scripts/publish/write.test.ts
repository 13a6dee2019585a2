import { describe, expect, test } from 'vitest'
import { newFirst } from '../../../scripts/publish/write.ts'
import { keptSite } from '../../rigs/kept-site.ts'

describe('the order of what is owed', () => {
  test('puts pictures first, then what is not there yet, so that nothing rewritten leads astray', () => {
    using site = keptSite()
    site.publish({ 'artikel/a/index.html': 'a', 'index.html': 'front', 'rss.xml': 'feed' })
    const owed = [
      { address: '/artikel/a/', action: 'render' },
      { address: '/billeder/b.webp', action: 'picture' },
      { address: '/skribent/ny/', action: 'render' },
      { address: '/', action: 'render' },
      { address: '/rss.xml', action: 'render' },
      { address: '/skribent/ny/rss.xml', action: 'render' },
      { address: '/artikel/gone/', action: 'remove' },
    ]
    expect(newFirst(owed, site.out).map(({ address }) => address)).toEqual([
      '/billeder/b.webp',
      ...['/skribent/ny/', '/skribent/ny/rss.xml'],
      ...['/artikel/a/', '/', '/rss.xml', '/artikel/gone/'],
    ])
  })
})
