import type { PrincipalAxes, ReferencePanel } from '../model.ts'
import { largestEigen } from './eigen.ts'
import { fitTo } from './fit.ts'
import { bytesPerSite, notCalled, unpackSite, unrelatedOf } from './panel-genotypes.ts'
import { project } from './project.ts'

/** How axes are made: how many are kept, and how many of them normalise scores. */
export type AxesChoice = { readonly k: number; readonly used: number }

type Standardised = { readonly mean: number; readonly scale: number; readonly values: Float64Array }

/** Counts of ALT of some people at one site, standardised by 2p and √(2p(1−p)); those not called are 0. Undefined where the site does not vary. */
const standardise = (copies: Uint8Array, people: Uint32Array): Standardised | undefined => {
  let sum = 0
  let called = 0
  for (const i of people) {
    const g = copies[i] as number
    if (g === notCalled) continue
    sum += g
    called++
  }
  const mean = sum / called
  if (!(called > 0) || mean <= 0 || mean >= 2) return undefined
  const scale = Math.sqrt(mean * (1 - mean / 2))
  return {
    mean,
    scale,
    values: Float64Array.from(people, (i) => (copies[i] === notCalled ? 0 : ((copies[i] as number) - mean) / scale)),
  }
}

/** XᵀX of all sites: people × people. */
const gramOf = (columns: readonly Standardised[], n: number): Float64Array => {
  const gram = new Float64Array(n * n)
  const none = new Float64Array(n)
  // Four sites at a time: what takes the time is going through the matrix.
  for (let m = 0; m < columns.length; m += 4) {
    const [a = none, b = none, c = none, d = none] = columns.slice(m, m + 4).map((column) => column.values)
    for (let i = 0; i < n; i++) {
      const row = i * n
      const [ai, bi, ci, di] = [a[i] as number, b[i] as number, c[i] as number, d[i] as number]
      for (let j = 0; j <= i; j++)
        gram[row + j] =
          (gram[row + j] as number) +
          ai * (a[j] as number) +
          bi * (b[j] as number) +
          ci * (c[j] as number) +
          di * (d[j] as number)
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) gram[j * n + i] = gram[i * n + j] as number
  return gram
}

/** Every axis points so that its largest loading is positive: the sign of an axis says nothing, and must not change from run to run. */
const turned = (loadings: Float64Array, k: number): Float64Array => {
  const sign = new Float64Array(k).fill(1)
  for (let j = 0; j < k; j++) {
    let most = 0
    for (let at = j; at < loadings.length; at += k) {
      const v = loadings[at] as number
      if (Math.abs(v) > Math.abs(most)) most = v
    }
    if (most < 0) sign[j] = -1
  }
  return loadings.map((v, at) => v * (sign[at % k] as number))
}

/**
 * Principal axes of a panel's unrelated people over the chosen sites, through the people × people matrix. Related people are projected afterwards. Sites that do not vary
 * are left out. Undefined when fewer than twice as many people or sites are left as axes are asked for.
 */
export const principalAxes = (
  panel: Pick<ReferencePanel, 'people' | 'genotypes'>,
  chosen: Uint32Array,
  { k, used }: AxesChoice,
): PrincipalAxes | undefined => {
  const unrelated = unrelatedOf(panel)
  const all = panel.people.length
  const n = unrelated.length
  const copies = new Uint8Array(all)
  const sites: number[] = []
  const columns: Standardised[] = []
  for (const site of chosen) {
    unpackSite(panel.genotypes, all, site, copies)
    const column = standardise(copies, unrelated)
    if (column === undefined) continue
    sites.push(site)
    columns.push(column)
  }
  if (n < 2 * k || sites.length < 2 * k || used > k) return undefined
  const { values, vectors } = largestEigen(gramOf(columns, n), n, k)
  const singular = values.map(Math.sqrt)
  if (!((singular[k - 1] as number) > 1e-6 * (singular[0] as number))) return undefined
  const raw = new Float64Array(sites.length * k)
  columns.forEach(({ values: of }, m) => {
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (of[i] as number) * (vectors[i * k + j] as number)
      raw[m * k + j] = sum / (singular[j] as number)
    }
  })
  const axes = {
    k,
    used,
    sites: Uint32Array.from(sites),
    mean: Float64Array.from(columns, (c) => c.mean),
    scale: Float64Array.from(columns, (c) => c.scale),
    loadings: turned(raw, k),
    singular,
  }
  return { ...axes, ...placed(panel, axes, unrelated) }
}

/** The panel's genotypes at the axes' sites, people × sites by rows; NaN where not called. */
const dosageRows = (
  panel: Pick<ReferencePanel, 'people' | 'genotypes'>,
  sites: Uint32Array,
): ((person: number) => Float64Array) => {
  const width = bytesPerSite(panel.people.length)
  return (person) =>
    Float64Array.from(sites, (site) => {
      const g = ((panel.genotypes[site * width + (person >> 2)] as number) >> (2 * (person & 3))) & 3
      return g === notCalled ? Number.NaN : g
    })
}

/** Coordinates of all people of the panel, and how well those of the unrelated explain their genotypes. */
const placed = (
  panel: Pick<ReferencePanel, 'people' | 'genotypes'>,
  axes: Omit<PrincipalAxes, 'coordinates' | 'fit'>,
  unrelated: Uint32Array,
): Pick<PrincipalAxes, 'coordinates' | 'fit'> => {
  const { k, used } = axes
  const dosagesOf = dosageRows(panel, axes.sites)
  const coordinates = new Float64Array(panel.people.length * k)
  const fits: number[] = []
  const fitted = new Set(unrelated)
  panel.people.forEach((_, i) => {
    const dosages = dosagesOf(i)
    const place = project(axes, dosages)
    if (place === undefined) return
    const at = fitted.has(i)
      ? place.simple
      : Float64Array.from(place.simple, (v, j) => (j < used ? (place.corrected[j] as number) : v))
    coordinates.set(at, i * k)
    if (fitted.has(i)) fits.push(fitTo(axes, dosages, at))
  })
  const mean = fits.reduce((sum, v) => sum + v, 0) / fits.length
  const sd = Math.sqrt(fits.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, fits.length - 1))
  return { coordinates, fit: { mean, sd } }
}
