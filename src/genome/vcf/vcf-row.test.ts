import { describe, expect, test } from 'vitest'
import { formatVcfRow, parseVcfRow, sampleField } from './vcf-row.ts'

const tabs = (text: string): string => text.replaceAll(' ', '\t')

describe('a row as text', () => {
  test.each([
    '1 5 rs1;rs2 A C,<DEL>,* 3.10 q10;s50 DP=04;FLAG;NOTE=a%3Bb,c GT:AD 0/1:1,2 . 1',
    '1 5 . A . . . .',
    '1 5 . A C . PASS X= GT',
    'chrA 0 . N ]b:7]N . . . . .',
  ])('comes out as it went in: %s', (text) => {
    const row = parseVcfRow(tabs(text))
    expect(row === undefined ? undefined : formatVcfRow(row)).toBe(tabs(text))
  })

  test('trailing fields that are left out are missing', () => {
    const row = parseVcfRow(tabs('1 5 . A C . . . GT:DP:GQ 0/1:7'))
    expect(row === undefined ? [] : ['GT', 'DP', 'GQ', 'PL'].map((k) => sampleField(row, 0, k))).toEqual([
      '0/1',
      '7',
      '.',
      '.',
    ])
  })

  test.each(['1 5 . A C . .', '1 x . A C . . .', '1 5.5 . A C . . .', ''])(
    'what is no row gives nothing: %j',
    (text) => {
      expect(parseVcfRow(tabs(text))).toBeUndefined()
    },
  )
})
