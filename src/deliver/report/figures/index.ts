export { genePositions, type PositionMark, positionMarks, positionSummary } from './gene-positions.ts'
export { iconArray, iconCounts, iconSummary, type IconKind, type IconRisk } from './icon-array.ts'
export {
  drawPedigree,
  type DrawnPerson,
  legendSwatch,
  type PedigreeDrawing,
  pedigreeFigure,
  pedigreeSummary,
  relationNames,
} from './pedigree.ts'
export type { LegendEntry } from './pedigree-legend.ts'
export { ageText, personWords } from './pedigree-text.ts'
export { qrFigure } from './qr.ts'
export { riskByAge, type RiskCurve, riskCurveSummary, type RiskPoint } from './risk-by-age.ts'
export { type RiskDot, riskDots, riskDotsSummary } from './risk-dots.ts'
export {
  screeningTimeline,
  timelineMarks,
  type TimelineMark,
  type TimelineRow,
  timelineSummary,
  type TimelineYear,
  timelineYears,
} from './screening-timeline.ts'
export { type Sign, signFigure, signShapes, signs } from './sign.ts'
export { type SvgNode, svgText } from './svg.ts'
