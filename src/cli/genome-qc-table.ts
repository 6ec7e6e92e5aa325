import {
  type ArrayQuality,
  assayWords,
  becauseWords,
  contigClassWords,
  type Figure,
  figureValue,
  figureWords,
  type QualityReport,
  type SexComparison,
  type SexReading,
  sexWords,
  verdictWords,
} from '../genome/quality/index.ts'
import { printCallability } from './genome-qc-callability.ts'
import { summaryLines } from './genome-qc-summary.ts'
import { printTable } from './present.ts'

const line = (text = ''): void => {
  process.stdout.write(`${text}\n`)
}

const verdictOf = (f: Figure): string =>
  f.because === undefined ? verdictWords[f.verdict] : `${verdictWords[f.verdict]} (${becauseWords[f.because]})`

const expected = ({ id, band }: Figure): string => {
  if (band === undefined) return '–'
  if (band.from === band.to) return figureValue(id, band.from)
  return `${figureValue(id, band.from)} to ${figureValue(id, band.to)}${band.unverified ? ' *' : ''}`
}

/** Figures with what is expected of them; where nothing is expected of any but of rows stated twice, only what was measured. */
const printFigures = (figures: readonly Figure[]): void => {
  const judged = figures.filter((f) => f.value !== undefined || f.band !== undefined)
  const open = figures.filter((f) => !judged.includes(f))
  const bands = judged.some((f) => f.band !== undefined && f.id !== 'repeated')
  const value = (f: Figure): string => (f.value === undefined ? '–' : figureValue(f.id, f.value))
  if (bands)
    printTable(
      ['figure', 'value', 'expected', 'verdict'],
      judged.map((f) => [figureWords[f.id], value(f), expected(f), verdictOf(f)]),
    )
  else {
    printTable(
      ['figure', 'value', 'observations'],
      judged.map((f) => [figureWords[f.id], value(f), String(f.n)]),
    )
    line('no range is known that these could be held against')
  }
  for (const [because, of] of Map.groupBy(open, (f) => f.because))
    line(
      `not assessed${because === undefined ? '' : `, ${becauseWords[because]}`}: ${of.map((f) => figureWords[f.id]).join('; ')}`,
    )
  if (figures.some((f) => f.band?.unverified && f.band.from !== f.band.to))
    line('* not read in its source; a guide, not a limit')
}

const comparisonWords: Readonly<Record<SexComparison, string>> = {
  agrees: 'agrees with the recorded sex',
  contradicts: 'CONTRADICTS the recorded sex: find out whose sample this is before anything is used',
  atypical: 'cannot be compared with the recorded sex before it is confirmed',
  notCompared: '',
}

const printSex = (sex: SexReading, comparison: SexComparison): void => {
  const share = sex.xHetShare === undefined ? '' : `; ${(sex.xHetShare * 100).toFixed(1)} % heterozygous on X`
  line(`sex pattern: ${sex.pattern} (${sex.xCalls} calls on X, ${sex.yCalls} on Y${share})`)
  for (const reason of sex.reasons) line(`  ${sexWords[reason]}`)
  if (comparison !== 'notCompared') line(`  ${comparisonWords[comparison]}`)
}

/** The report of a VCF or gVCF for people: the gist first. `chosen`: the regions are the user's own. */
export const printQuality = (
  report: QualityReport,
  comparison: SexComparison,
  { what, chosen }: { readonly what: string; readonly chosen: boolean },
): void => {
  const { assay, callability } = report
  for (const text of summaryLines(report, comparison, what)) line(text)
  line()
  printTable(
    ['what', 'value'],
    [
      ['file', report.source],
      ['sample', report.sample],
      ['build', `${report.build ?? 'not known'}${report.buildEvidence === '' ? '' : ` (${report.buildEvidence})`}`],
      ['format', report.format],
      [
        'assay',
        `${assayWords[assay.kind]} (${assay.stated ? 'as stated' : `by ${assay.variants} variants in ${assay.stretches} autosomal stretches of a million bases`})`,
      ],
      [
        'rows',
        `${report.rows}: ${report.rowKinds.variant} variant, ${report.rowKinds.block} reference block, ${report.rowKinds.noAlt} without ALT, ${report.rowKinds.symbolic} symbolic`,
      ],
      [
        'filters',
        report.filters
          .slice(0, 6)
          .map((f) => `${f.filter} ${f.rows}`)
          .join(', '),
      ],
      ['contigs', report.contigs.map((c) => `${c.contigs} ${contigClassWords[c.class]} (${c.rows} rows)`).join(', ')],
      ...(report.reference === undefined
        ? []
        : [
            [
              'reference',
              `${report.reference.verdict}: ${report.reference.mismatch} of ${report.reference.equal + report.reference.iupac + report.reference.mismatch} rows differ`,
            ],
          ]),
    ],
  )
  line()
  printFigures(report.figures)
  if (report.contaminationHint === 'raised')
    line('Hint: many weak heterozygotes, as when a sample holds a second person’s DNA. Only a hint.')
  line()
  printSex(report.sex, comparison)
  const shown = report.ploidy.filter((p) => !/^chr\d+$/.test(p.contig) || p.mixed || p.haploid > 0 || p.polyploid > 0)
  if (shown.length > 0) {
    line()
    printTable(
      ['contig', 'one strand', 'two strands', 'more', 'heterozygous', 'homozygous', 'one ALT strand', 'mean depth'],
      shown.map((p) => [
        p.contig,
        ...[p.haploid, p.diploid, p.polyploid, p.zygosity.het, p.zygosity.hom, p.zygosity.hemi].map(String),
        p.meanDepth === undefined ? '–' : p.meanDepth.toFixed(1),
      ]),
    )
  }
  const { mitochondrion } = report
  if ('notApplicable' in mitochondrion) line('\nmitochondrion: not looked at, it is the old NC_001807')
  else if (mitochondrion.rows > 0) {
    const { homoplasmic, heteroplasmic, withoutFraction, more } = mitochondrion
    line(
      `\nmitochondrion: ${homoplasmic} homoplasmic, ${heteroplasmic.length + more} heteroplasmic, ${withoutFraction} without stated reads`,
    )
    for (const h of heteroplasmic.slice(0, 10)) line(`  ${h.pos} ${h.ref}>${h.alt} ${(h.fraction * 100).toFixed(1)} %`)
  }
  if (callability === undefined) return
  printCallability(callability, what, chosen)
}

/** The report of an array file for people. */
export const printArray = (report: ArrayQuality, comparison: SexComparison): void => {
  printTable(
    ['what', 'value'],
    [
      ['file', report.source],
      ['maker', report.maker],
      ['build', `${report.build ?? 'not known'}${report.buildEvidence === '' ? '' : ` (${report.buildEvidence})`}`],
      ['markers', `${report.markers}: ${report.called} read, ${report.noCall} not read, ${report.het} heterozygous`],
    ],
  )
  line()
  printFigures(report.figures)
  line()
  printSex(report.sex, comparison)
}
