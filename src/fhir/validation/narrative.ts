import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { Parser } from 'htmlparser2'
import { issue } from '../outcome.ts'

/** @source FHIR R4 narrative: XHTML elements of HTML 4.0 chapters 7 (but 7.4), 8, 9, 11 and 15, `a`, `img` and internal styles */
const allowedElements: ReadonlySet<string> = new Set(
  (
    'div p h1 h2 h3 h4 h5 h6 hr address blockquote pre ul ol li dl dt dd table caption thead tbody tfoot tr th td col colgroup ' +
    'em strong dfn code samp kbd var cite abbr acronym q sub sup br ins del span bdo tt i b big small strike s u a img'
  ).split(' '),
)

const allowedAttributes: ReadonlySet<string> = new Set(
  (
    'xmlns xml:lang lang dir title class id style abbr align valign alt axis border cellpadding cellspacing char charoff cite colspan ' +
    'compact datetime frame headers height width href hreflang name nowrap rel rev rowspan rules scope span src start summary type value ' +
    'target longdesc size color face'
  ).split(' '),
)

const longestNarrative = 1_048_576
const deepest = 100
const mostFaults = 10

const ahref = /^(?:https?:|mailto:|tel:|#|\/|\.\.?\/|urn:|[A-Za-z0-9][^:]*$)/i
const imageSource = /^(?:https?:\/\/|#|data:image\/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]*$|[A-Za-z0-9/._-]+$)/i
const activeStyle = /url\s*\(|expression\s*\(|@import|javascript:|behavior\s*:|-moz-binding|\\/i
/** Control characters and spaces inside a scheme are skipped by browsers, so they are taken out before it is judged. */
const bare = (url: string): string => url.replace(/[^!-~\u0080-\uffff]/g, '')

const attributeFault = (element: string, name: string, value: string): string | undefined => {
  if (!allowedAttributes.has(name)) return `the attribute "${name.slice(0, 40)}"`
  if ((name === 'href' || name === 'cite' || name === 'longdesc') && !ahref.test(bare(value)))
    return `a link to "${value.slice(0, 40)}"`
  if (name === 'src' && (element !== 'img' || !imageSource.test(bare(value)))) return `a source "${value.slice(0, 40)}"`
  if (name === 'style' && activeStyle.test(value)) return 'a style that loads or runs something'
  return undefined
}

/** Faults of a narrative: it must be one XHTML `div` of the elements FHIR allows, with nothing that runs, loads or leads to script. */
export const narrativeIssues = (div: string, place: string): readonly OperationOutcomeIssue[] => {
  const faults = new Set<string>()
  const add = (fault: string): void => {
    if (faults.size < mostFaults) faults.add(fault)
  }
  if (div.length > longestNarrative)
    return [issue('error', 'too-long', 'A narrative may have 1 MB. Shorten it.', place)]
  const open: string[] = []
  let roots = 0
  let content = false
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (open.length === 0) {
          roots++
          if (name !== 'div') add('something other than a div around it')
          else if (attributes['xmlns'] !== 'http://www.w3.org/1999/xhtml')
            add('a div without xmlns="http://www.w3.org/1999/xhtml"')
        }
        if (!allowedElements.has(name)) add(`the element "${name.slice(0, 40)}"`)
        if (name === 'img') content = true
        for (const [attribute, value] of Object.entries(attributes)) {
          const fault = attributeFault(name, attribute, value)
          if (fault !== undefined) add(fault)
        }
        open.push(name)
        if (open.length > deepest) {
          add(`more than ${deepest} elements inside one another`)
          parser.pause()
        }
      },
      ontext: (text) => {
        if (text.trim() === '') return
        content = true
        if (open.length === 0) add('text outside its div')
      },
      onclosetag: (name, implied) => {
        const selfClosed = div[parser.endIndex - 1] === '/'
        if (implied && !selfClosed) add(`an element "${name.slice(0, 40)}" that is not closed`)
        open.pop()
      },
      onprocessinginstruction: () => add('a processing instruction or document type'),
      oncomment: (text) => {
        if (/^-?>|--|<!/.test(text)) add('a comment that HTML ends earlier than XML')
      },
      oncdatastart: () => add('a CDATA section'),
    },
    { xmlMode: true, decodeEntities: true, recognizeSelfClosing: true },
  )
  parser.write(div)
  if (open.length <= deepest) parser.end()
  if (roots !== 1 && faults.size === 0) add('more or less than one div')
  if (!content && faults.size === 0) add('nothing but space: it needs text or an image')
  return [...faults].map((fault) =>
    issue('error', 'invalid', `A narrative may not have ${fault}. Take it out or correct it.`, place),
  )
}
