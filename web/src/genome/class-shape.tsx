import { SvgFigure } from '../marks/svg-figure.tsx'
import { classWords } from './consequence-words.ts'
import type { RowClass } from './genome-answers.ts'
import { headFill, headPath } from './gene-model-figure.ts'

/** The shape of a consequence class as the gene model figure draws it, with its words for a screen reader. */
export const ClassShape = ({ of }: { readonly of: RowClass }) => (
  <>
    <SvgFigure
      node={[
        'svg',
        { viewBox: '0 0 12 12', width: 12, height: 12, 'aria-hidden': 'true', focusable: 'false' },
        ['path', { d: headPath(of), ...headFill(of) }],
      ]}
    />
    <span className="hidden">{classWords[of]}:</span>
  </>
)
