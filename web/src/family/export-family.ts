import {
  type Lost,
  type Pedigree,
  type PedigreeLayout,
  writeCanRisk,
  writeGa4gh,
  writePed,
} from '../../../src/clinical/family/index.ts'
import { familyHistoryBundle } from '../../../src/deliver/fhir/family-history.ts'
import { pedigreeFigure } from '../../../src/deliver/report/figures/pedigree.ts'
import { svgText } from '../../../src/deliver/report/figures/svg.ts'

export const exportFormats = [
  ['ped', 'PED'],
  ['canrisk', 'CanRisk'],
  ['ga4gh', 'GA4GH'],
  ['fhir', 'FHIR'],
  ['svg', 'SVG picture'],
  ['png', 'PNG picture'],
] as const
export type ExportFormat = (typeof exportFormats)[number][0]

const fileNames: Readonly<Record<ExportFormat, string>> = {
  ped: 'family.ped',
  canrisk: 'family.canrisk',
  ga4gh: 'family.ga4gh.json',
  fhir: 'family.fhir.json',
  svg: 'family.svg',
  png: 'family.png',
}

const download = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

const picture = (pedigree: Pedigree, layout: PedigreeLayout): string => {
  const [tag, attributes, ...children] = pedigreeFigure(pedigree, layout)
  const own = { xmlns: 'http://www.w3.org/2000/svg', color: '#15191c', style: 'background:#fff' }
  return svgText([tag, { ...own, ...attributes }, ...children])
}

const png = async (svg: string): Promise<Blob> => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * 2
  canvas.height = image.naturalHeight * 2
  const paper = canvas.getContext('2d')
  if (paper === null) throw new Error('no canvas')
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png')
  })
}

const text = (
  format: Exclude<ExportFormat, 'svg' | 'png'>,
  pedigree: Pedigree,
): { readonly text: string; readonly lost: readonly Lost[] } => {
  if (format === 'ped') return writePed(pedigree)
  if (format === 'canrisk') return writeCanRisk(pedigree)
  if (format === 'ga4gh') return writeGa4gh(pedigree)
  const { bundle, lost } = familyHistoryBundle(pedigree, { reference: `Patient/${pedigree.id}` })
  return { text: `${JSON.stringify(bundle, null, 2)}\n`, lost }
}

/** Makes the file and hands it to the browser; gives what the format has no place for. */
export const exportFamily = async (
  format: ExportFormat,
  pedigree: Pedigree,
  layout: PedigreeLayout | undefined,
): Promise<readonly string[]> => {
  if (format === 'svg' || format === 'png') {
    if (layout === undefined) throw new Error('nothing drawn')
    const svg = picture(pedigree, layout)
    download(format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await png(svg), fileNames[format])
    return []
  }
  const written = text(format, pedigree)
  download(new Blob([written.text], { type: 'text/plain' }), fileNames[format])
  return written.lost.map((l) => l.what)
}
