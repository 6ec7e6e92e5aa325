import type { RecordRow } from '../../../src/server/people/record-page.ts'
import { signShapes } from '../../../src/deliver/report/figures/sign.ts'
import type { SvgNode } from '../../../src/deliver/report/figures/svg.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import styles from './flag.module.css'
import { type FlagMeaning, flagMeaning } from './record-words.ts'

const shapes: Readonly<Record<FlagMeaning, readonly SvgNode[]>> = {
  high: [['path', { fill: 'currentColor', d: 'M8 2.5 14 13H2z' }]],
  low: [['path', { fill: 'currentColor', d: 'M8 13.5 2 3h12z' }]],
  normal: signShapes('fine'),
  critical: signShapes('act'),
  abnormal: [['path', { fill: 'currentColor', d: 'M8 1.5 14.5 8 8 14.5 1.5 8z' }]],
}

const words: Readonly<Record<string, string>> = {
  H: 'high',
  L: 'low',
  N: 'normal',
  A: 'abnormal',
  HH: 'critically high',
  LL: 'critically low',
  AA: 'critically abnormal',
}

/** What the laboratory itself said of a value: its word, with a shape where the word is one that is known. */
export const Flag = ({ row: { flag } }: { readonly row: RecordRow }) => {
  if (flag === undefined || flag === '') return null
  const meaning = flagMeaning(flag)
  return (
    <span className={styles.flag} data-flag={meaning}>
      {meaning && (
        <SvgFigure
          node={['svg', { viewBox: '0 0 16 16', width: 11, height: 11, 'aria-hidden': 'true' }, ...shapes[meaning]]}
        />
      )}
      {words[flag] ?? flag.toLowerCase()}
    </span>
  )
}
