import { codingReference, isRefusal } from '../../../src/genome/hgvs/index.ts'
import { positionMap, toGenome, toTranscript, type Transcript } from '../../../src/genome/transcripts/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { type TranscriptFile, transcriptsOf } from './transcripts-json.ts'

const counts = (cigar: string, kinds: RegExp): number =>
  [...cigar.matchAll(/(\d+)([=XDI])/g)].reduce(
    (n, [, count, kind]) => n + (kinds.test(kind ?? '') ? Number(count) : 0),
    0,
  )

/** Bases of the transcript that come back changed from the way to the genome and back, and those that the genome lacks. */
const roundTrip = (transcript: Transcript): { readonly changed: number; readonly unaligned: number } => {
  const map = positionMap(transcript)
  let changed = 0
  let unaligned = 0
  for (let base = 0; base < map.length; base++) {
    const position = toGenome(map, { base, offset: 0 })
    if (typeof position !== 'number') {
      unaligned++
      continue
    }
    const back = toTranscript(map, position)
    if ('refused' in back || back.base !== base || back.offset !== 0) changed++
  }
  return { changed, unaligned }
}

/** The transcript models themselves: exons as long as their alignment says, every base there and back, coding parts from Met to one stop. */
export const hgvsTranscripts: SuiteAdapter = {
  path: 'genome/hgvs/transcripts.json',
  title: 'Transcript models: alignments and coding parts',
  run: (context) => {
    const results = tally()
    for (const transcript of transcriptsOf(
      JSON.parse(context.text('genome/hgvs/transcripts.json')) as TranscriptFile,
    )) {
      const { id, chrom, exons, sequence, cds } = transcript
      const name = `${id} on ${chrom === '' ? 'no contig' : chrom} ${transcript.build ?? ''}`.trim()
      if (exons.length === 0 && sequence === undefined) {
        results.skip(name, 'neither alignment nor sequence')
        continue
      }
      const lacking = exons.reduce((n, e) => n + counts(e.cigar ?? '', /I/), 0)
      const misfit = exons.filter(
        ({ cigar, start, end, genomeStart, genomeEnd }) =>
          counts(cigar ?? `${end - start}=`, /[=XI]/) !== end - start ||
          counts(cigar ?? `${end - start}=`, /[=XD]/) !== genomeEnd - genomeStart,
      ).length
      const coding = cds === undefined || sequence === undefined ? undefined : codingReference(transcript)
      const stops =
        coding === undefined ? 1 : isRefusal(coding) ? coding.refused : coding.protein.filter((aa) => aa === 42).length
      const trip = exons.length === 0 ? { changed: 0, unaligned: 0 } : roundTrip(transcript)
      results.compare(name, { misfit: 0, changed: 0, unaligned: lacking, stops: 1 }, { misfit, ...trip, stops })
    }
    return results.outcome()
  },
}
