import { expect, test } from 'vitest'
import { escapeText, html, joined, slug } from './markup.ts'

test('text that looks like markup is shown, never obeyed', () => {
  expect(html`<p title="${'"><img src=x onerror=alert(1)>'}">${"<script>'&"}</p>`.html).toBe(
    '<p title="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">&lt;script&gt;&#39;&amp;</p>',
  )
})

test('markup inside markup is not escaped twice, lists are joined, absent parts are left out', () => {
  expect(html`<ul>${[html`<li>${1}</li>`, undefined, false, html`<li>${'a'}</li>`]}</ul>`.html).toBe(
    '<ul><li>1</li><li>a</li></ul>',
  )
})

test('characters that no document may hold are dropped, tabs and line ends stay', () => {
  expect(escapeText('a\u0000b\tc\nd\u001b')).toBe('ab\tc\nd')
})

test('a name becomes part of an id without anything that could end it', () => {
  expect(slug('HLA-B" onload="x')).toBe('hla-b-onload-x')
})

test('a separator stands only between', () => {
  expect(html`${joined(['a', 'b'], html`<br>`)}`.html).toBe('a<br>b')
})
