import { create } from 'qrcode'
import type { SvgNode } from './svg.ts'

/** A QR code of a text (error correction M) as one path of unit squares with the four-module quiet zone that ISO/IEC 18004 asks for. */
export const qrFigure = (text: string, label: string): SvgNode => {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let d = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (data[y * size + x] === 0) continue
      let run = 1
      while (x + run < size && data[y * size + x + run] !== 0) run++
      d += `M${x + 4} ${y + 4}h${run}v1h-${run}z`
      x += run - 1
    }
  const side = size + 8
  return [
    'svg',
    {
      viewBox: `0 0 ${side} ${side}`,
      width: 96,
      height: 96,
      role: 'img',
      'aria-label': label,
      class: 'qr',
      'shape-rendering': 'crispEdges',
    },
    ['rect', { width: side, height: side, fill: '#fff' }],
    ['path', { fill: '#000', d }],
  ]
}
