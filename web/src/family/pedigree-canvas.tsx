import { useEffect, useRef } from 'react'
import type { Pedigree, PedigreeLayout, PersonId } from '../../../src/clinical/family/index.ts'
import type { DrawnPerson, PedigreeDrawing } from '../../../src/deliver/report/figures/pedigree.ts'
import { legendSwatch, pedigreeSummary } from '../../../src/deliver/report/figures/pedigree.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import styles from './pedigree-canvas.module.css'
import { personBy } from './pedigree-moves.ts'

const half = { width: 50, above: 24, line: 13, below: 26 }

/** Lines of text under a symbol: the place to press reaches as far. */
const linesOf = (p: DrawnPerson): number => p.marks.filter(([, attributes]) => attributes['class'] === 'said').length

/** The drawing with everybody as a button. One of them is in the tab order; arrow keys move along the family, Enter opens. */
export const PedigreeCanvas = ({
  pedigree,
  layout,
  drawn,
  zoom,
  at,
  open,
  problems,
  move,
  choose,
}: {
  readonly pedigree: Pedigree
  readonly layout: PedigreeLayout
  readonly drawn: PedigreeDrawing
  readonly zoom: number
  readonly at: PersonId
  readonly open: PersonId | undefined
  readonly problems: readonly Problem[]
  readonly move: (to: PersonId) => void
  readonly choose: (id: PersonId) => void
}) => {
  const box = useRef<HTMLDivElement>(null)
  const proband = drawn.people.find((p) => p.id === pedigree.proband)
  useEffect(() => {
    if (box.current && proband) box.current.scrollLeft = Math.max(0, proband.x * zoom - box.current.clientWidth / 2)
  }, [zoom])
  const go = (to: PersonId): void => {
    move(to)
    const symbol = document.getElementById(`person-${to}`)
    symbol?.focus()
    symbol?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const press = (event: React.KeyboardEvent, id: PersonId): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      choose(id)
    }
    if (!/^(Arrow|Home$|End$)/.test(event.key)) return
    event.preventDefault()
    const to = personBy(event.key, id, pedigree, layout)
    if (to !== undefined) go(to)
  }
  const wrongAt = (id: PersonId): boolean => problems.some((p) => p.at.path === `people[${id}]`)
  return (
    <>
      <p id="pedigree-keys" className="hidden">
        Arrow keys move to parents, children and neighbours. Enter opens the person.
      </p>
      <div ref={box} className={styles.scroll}>
        <svg
          className={styles.svg}
          viewBox={`0 0 ${drawn.width} ${drawn.height}`}
          width={drawn.width * zoom}
          height={drawn.height * zoom}
          role="application"
          aria-roledescription="pedigree"
          aria-label={pedigreeSummary(pedigree)}
          aria-describedby="pedigree-keys"
        >
          <SvgFigure node={drawn.defs} />
          <g aria-hidden="true">
            {drawn.lines.map((node, i) => (
              <SvgFigure key={i} node={node} />
            ))}
          </g>
          <g aria-hidden="true">
            {drawn.people.map((p) => (
              <g key={p.id} transform={`translate(${p.x} ${p.y})`}>
                {p.marks.map((node, i) => (
                  <SvgFigure key={i} node={node} />
                ))}
                {wrongAt(p.id) && (
                  <text className={styles.wrong} x={20} y={-12} fontSize={15} fontWeight={700}>
                    !
                  </text>
                )}
              </g>
            ))}
          </g>
          {drawn.people.map((p) => (
            <g
              key={p.id}
              id={`person-${p.id}`}
              className={styles.person}
              transform={`translate(${p.x} ${p.y})`}
              role="button"
              tabIndex={p.id === at ? 0 : -1}
              aria-label={wrongAt(p.id) ? `${p.label}. Something does not fit.` : p.label}
              aria-expanded={p.id === open}
              onFocus={() => move(p.id)}
              onClick={() => choose(p.id)}
              onKeyDown={(event) => press(event, p.id)}
            >
              <rect
                className={styles.ring}
                x={-half.width}
                y={-half.above}
                width={2 * half.width}
                height={half.above + half.below + linesOf(p) * half.line}
                rx={4}
              />
            </g>
          ))}
        </svg>
      </div>
      {drawn.legend.length > 0 && (
        <ul className={styles.legend} aria-label="Legend">
          {drawn.legend.map((entry, i) => (
            <li key={entry.words}>
              <svg width={22} height={22} viewBox="-19 -19 38 38" aria-hidden="true">
                {legendSwatch(drawn.legend, i).map((node, n) => (
                  <SvgFigure key={n} node={node} />
                ))}
              </svg>
              {entry.words}
            </li>
          ))}
        </ul>
      )}
      <details className={styles.signs} data-no-print>
        <summary>What the signs mean</summary>
        <p>
          Circle: woman. Square: man. Diamond: other or not known. A slash: has died. A question mark: nothing is known
          of their health. A dot: carries a variant that was found. Arrow and P: the person these pages are about.
          Brackets: adopted. Two lines between partners: related by blood. Two short strokes: separated. A triangle: a
          pregnancy that did not go on. Figures are ages; “d. 62” is the age at death, “breast 45” the age at diagnosis.
        </p>
      </details>
    </>
  )
}
