import { type Sign, signFigure } from '../../../src/deliver/report/figures/sign.ts'
import { signWords } from '../../../src/deliver/report/words.ts'
import { SvgFigure } from './svg-figure.tsx'
import styles from './verdict-mark.module.css'

/** Shape and hue of a meaning; its word is always there for a screen reader, and shown where `word` says so. */
export const VerdictMark = ({ of, word }: { readonly of: Sign; readonly word?: boolean | string }) => (
  <span className={styles.mark} data-meaning={of}>
    <SvgFigure node={signFigure(of)} />
    <span className={word ? styles.word : 'hidden'}>{typeof word === 'string' ? word : signWords[of]}</span>
  </span>
)
