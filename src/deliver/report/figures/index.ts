export { genePositions, type PositionMark, positionMarks, positionSummary } from './gene-positions.ts'
export { qrFigure } from './qr.ts'
export { type Sign, signFigure, signShapes, signs } from './sign.ts'
export { type SvgNode, svgText } from './svg.ts'
