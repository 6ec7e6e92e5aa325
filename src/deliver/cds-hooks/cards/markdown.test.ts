import { describe, expect, test } from 'vitest'
import { plain } from './markdown.ts'

describe('text of a record as Markdown', () => {
  test.each([
    ['plain words, 75 mg/day (twice); CYP2C19 1/2.', 'plain words, 75 mg/day (twice); CYP2C19 1/2.'],
    ['CYP2C19 *2/*2', 'CYP2C19 \\*2/\\*2'],
    ['[click](javascript:alert(1))', '\\[click\\](javascript:alert(1))'],
    ['![x](https://evil.example/?p=1)', '!\\[x\\](https\\://evil.example/?p=1)'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
    ['see www.evil.example', 'see www\\.evil.example'],
    ['write to a@evil.example', 'write to a\\@evil.example'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['> quote', '\\> quote'],
    ['a\n\n# b', 'a # b'],
    ['a | b', 'a \\| b'],
    ['`code` ~~gone~~ __bold__', '\\`code\\` \\~\\~gone\\~\\~ \\_\\_bold\\_\\_'],
    ['\u202Edorp', ' dorp'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ])('%j', (text, expected) => expect(plain(text)).toBe(expected))
})
