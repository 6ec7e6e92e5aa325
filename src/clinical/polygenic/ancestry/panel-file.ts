import { z } from 'zod'
import { bad, ok, type Problem, problem, type Result } from '../../../shared/problem.ts'
import type { PanelSites, ReferencePanel } from '../model.ts'
import { bytesPerSite } from './panel-genotypes.ts'

/** How an unpacked panel begins, and the version that is written and read here; `docs/polygenic-panel.md` has the layout. */
const signature = 'ATTPANEL'
export const panelVersion = 1

const count = z.number().int().nonnegative()
const headerForm = z.object({
  id: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]*$/),
  release: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]*$/),
  title: z.string(),
  build: z.enum(['GRCh37', 'GRCh38']),
  source: z.string(),
  licence: z.string(),
  demonstration: z.literal(true).optional(),
  people: z.array(
    z.object({ id: z.string(), group: z.string().min(1), population: z.string().optional(), unrelated: z.boolean() }),
  ),
  chroms: z.array(z.object({ chrom: z.string(), from: count, to: count })),
  sites: count,
  axes: z.object({
    k: count.min(1),
    used: count.min(1),
    sites: count,
    fit: z.object({ mean: z.number(), sd: z.number().positive() }),
  }),
  sections: z.array(z.object({ name: z.string(), offset: count, length: count })),
})

const padded = (length: number): number => (length + 7) & ~7

const bytesOf = (numbers: Uint32Array | Float32Array | Float64Array | Uint8Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

/** A panel as bytes, not packed; the same panel always gives the same bytes. Loadings and coordinates are kept to seven digits. */
export const panelBytes = (panel: ReferencePanel): Uint8Array => {
  const { axes, sites } = panel
  const parts: readonly (readonly [string, Uint8Array])[] = [
    ['positions', bytesOf(sites.pos)],
    ['alleles', new TextEncoder().encode(sites.refs.map((ref, i) => `${ref}\t${sites.alts[i]}\n`).join(''))],
    ['genotypes', panel.genotypes],
    ['axisSites', bytesOf(axes.sites)],
    ['means', bytesOf(axes.mean)],
    ['scales', bytesOf(axes.scale)],
    ['loadings', bytesOf(Float32Array.from(axes.loadings))],
    ['singular', bytesOf(axes.singular)],
    ['coordinates', bytesOf(Float32Array.from(axes.coordinates))],
  ]
  let end = 0
  const sections = parts.map(([name, bytes]) => {
    const offset = end
    end += padded(bytes.length)
    return { name, offset, length: bytes.length }
  })
  const { id, release, title, build, source, licence, demonstration, people } = panel
  const head = JSON.stringify({
    id,
    release,
    title,
    build,
    source,
    licence,
    ...(demonstration === undefined ? {} : { demonstration }),
    people,
    chroms: sites.chroms,
    sites: sites.pos.length,
    axes: { k: axes.k, used: axes.used, sites: axes.sites.length, fit: axes.fit },
    sections,
  })
  const text = new TextEncoder().encode(head)
  const begin = 16 + padded(text.length)
  const out = new Uint8Array(begin + end)
  out.set(new TextEncoder().encode(signature))
  const view = new DataView(out.buffer)
  view.setUint32(8, panelVersion, true)
  view.setUint32(12, text.length, true)
  out.set(text, 16)
  for (const [i, [, bytes]] of parts.entries()) out.set(bytes, begin + (sections[i]?.offset ?? 0))
  return out
}

/** The numbers of a section on a boundary of their own; undefined when it does not hold exactly `length` of them. */
const numbers = <T extends Uint32Array | Float32Array | Float64Array>(
  bytes: Uint8Array | undefined,
  kind: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T | undefined =>
  bytes?.length === length * kind.BYTES_PER_ELEMENT ? new kind(bytes.slice().buffer as ArrayBuffer) : undefined

const isOrdered = ({ chroms, pos }: PanelSites): boolean => {
  let at = 0
  for (const { from, to } of chroms) {
    if (from !== at || to < from) return false
    for (let i = from + 1; i < to; i++) if ((pos[i] as number) < (pos[i - 1] as number)) return false
    at = to
  }
  return at === pos.length
}

const isFinite = (values: Float32Array | Float64Array): boolean => values.every((v) => Number.isFinite(v))

/** Reads an unpacked panel. Everything that does not fit together is refused: a panel that is slightly wrong would place everybody wrongly. */
export const readPanel = (bytes: Uint8Array, name: string): Result<ReferencePanel> => {
  const refuse = (code: string, message: string): Result<ReferencePanel> =>
    bad([problem(code, name, message, 'Make the panel again, or copy it again from where it was made.')])
  if (bytes.length < 16 || new TextDecoder('latin1').decode(bytes.subarray(0, 8)) !== signature)
    return bad([
      problem(
        'panel-not-one',
        name,
        'The file is no ancestry panel.',
        'Name a panel made by: attune knowledge import ancestry-panel',
      ),
    ])
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint32(8, true)
  if (version !== panelVersion)
    return refuse('panel-version', `The panel is of version ${version}; this software reads version ${panelVersion}.`)
  const headLength = view.getUint32(12, true)
  const begin = 16 + padded(headLength)
  let head: unknown
  try {
    head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(16, 16 + headLength)))
  } catch {
    return refuse('panel-damaged', 'The head of the panel cannot be read.')
  }
  const parsed = headerForm.safeParse(head)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (i): Problem => ({
        code: 'panel-damaged',
        severity: 'error',
        at: { source: name, path: i.path.join('.') },
        message: i.message,
        remedy: 'Make the panel again.',
      }),
    )
    return bad(faults)
  }
  const h = parsed.data
  const section = (wanted: string): Uint8Array | undefined => {
    const found = h.sections.find((s) => s.name === wanted)
    const from = begin + (found?.offset ?? 0)
    return found === undefined || from + found.length > bytes.length
      ? undefined
      : bytes.subarray(from, from + found.length)
  }
  const { k, used } = h.axes
  const pos = numbers(section('positions'), Uint32Array, h.sites)
  const alleles = new TextDecoder().decode(section('alleles')).split('\n').slice(0, -1)
  const genotypes = section('genotypes')
  const axisSites = numbers(section('axisSites'), Uint32Array, h.axes.sites)
  const mean = numbers(section('means'), Float64Array, h.axes.sites)
  const scale = numbers(section('scales'), Float64Array, h.axes.sites)
  const loadings = numbers(section('loadings'), Float32Array, h.axes.sites * k)
  const singular = numbers(section('singular'), Float64Array, k)
  const coordinates = numbers(section('coordinates'), Float32Array, h.people.length * k)
  if (!pos || !axisSites || !mean || !scale || !loadings || !singular || !coordinates || !genotypes)
    return refuse('panel-damaged', 'A part of the panel is missing or of another length than its head says.')
  const sites: PanelSites = {
    chroms: h.chroms,
    pos,
    refs: alleles.map((a) => a.slice(0, a.indexOf('\t'))),
    alts: alleles.map((a) => a.slice(a.indexOf('\t') + 1)),
  }
  if (
    alleles.length !== h.sites ||
    !alleles.every((a) => /^[ACGT]+\t[ACGT]+$/.test(a)) ||
    genotypes.length !== h.sites * bytesPerSite(h.people.length) ||
    used > k ||
    !isOrdered(sites) ||
    axisSites.some((s) => s >= h.sites) ||
    ![mean, scale, loadings, singular, coordinates].every(isFinite) ||
    scale.some((s) => !(s > 0)) ||
    singular.some((s) => !(s > 0))
  )
    return refuse('panel-damaged', 'The parts of the panel do not fit together.')
  const { id, release, title, build, source, licence, demonstration } = h
  return ok({
    id,
    release,
    title,
    build,
    source,
    licence,
    ...(demonstration === undefined ? {} : { demonstration }),
    people: h.people.map(({ population, ...p }) => ({ ...p, ...(population === undefined ? {} : { population }) })),
    sites,
    genotypes: genotypes.slice(),
    axes: {
      k,
      used,
      sites: axisSites,
      mean,
      scale,
      loadings: Float64Array.from(loadings),
      singular,
      coordinates: Float64Array.from(coordinates),
      fit: h.axes.fit,
    },
  })
}
