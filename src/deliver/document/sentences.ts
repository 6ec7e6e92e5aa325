import type { GeneFinding } from '../../clinical/pharmacogenomics/index.ts'
import type { Recommendation } from '../../shared/recommendation.ts'
import { type Audience, capital, sentence } from '../../shared/wording/catalogue.ts'
import { type Language, sayReason } from '../../shared/wording/render.ts'
import type { GeneCard, Spoken } from '../report/document.ts'
import { sayReasons } from './medicine-sentences.ts'

/** A test that is missing, in words for both readers. */
export const sayNeed = (recommendation: Recommendation, language: Language): Spoken => {
  const test = recommendation.id.split(':')[3] ?? ''
  const forReader = (audience: Audience): Spoken['clinician'] => ({
    title: capital(language.orderTest(recommendation.about.name, test, audience)),
    why: sayReasons(recommendation.because, audience, language),
    steps: [],
  })
  return { clinician: forReader('clinician'), patient: forReader('patient') }
}

/** Several medicines that one result speaks against: which, why, and where to read of each. */
export const sayGroup = (recommendation: Recommendation, language: Language): Spoken => {
  const drugs = [recommendation.about.name, ...(recommendation.alsoAbout ?? []).map((d) => d.name)].sort()
  const forReader = (audience: Audience): Spoken['clinician'] => ({
    title: language.avoidEach(drugs, audience),
    why: sayReasons(recommendation.because, audience, language),
    steps: [sentence(language.avoidAll(drugs, audience))],
  })
  return { clinician: forReader('clinician'), patient: forReader('patient') }
}

/** A gene that shows nothing unusual in too few places. */
const isSeenInPart = (finding: GeneFinding, state: GeneCard['state']): boolean =>
  state === 'indeterminate' && finding.result.call.source === 'vcf' && !finding.coverage.enough

/** A gene's result in words: what was found, what it means, and what to know about how it was looked at. */
export const sayGene = (finding: GeneFinding, state: GeneCard['state'], language: Language): GeneCard['say'] => {
  const { result } = finding
  const shown = [...new Set(result.genetic.map((p) => p.shownAs))].join(' or ')
  const phenotypes = [...new Set(result.genetic.flatMap((p) => p.phenotypes))].filter((p) => p !== 'n/a')
  const tested = result.call.source !== 'none'
  return {
    result: tested ? shown : language.notTested(result.call.positions.some((p) => p.state === 'called')),
    meaning: isSeenInPart(finding, state)
      ? language.seenInPart(finding.coverage.covered, finding.coverage.of)
      : tested && phenotypes.length === 0
        ? language.noPhenotype
        : tested
          ? capital(phenotypes.map((p) => language.phenotype(finding.gene, p).clinician).join(' or '))
          : '',
    caveats: result.call.messages
      .filter((m) => m.code !== 'outside-call-preferred' || m.with['rows'] !== '')
      .map((m) => sentence(sayReason({ code: m.code, with: m.with }, 'clinician', language))),
  }
}
