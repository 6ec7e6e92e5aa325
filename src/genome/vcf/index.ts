export { type VcfHeader, vcfHeaderReader } from './vcf-header.ts'
export { formatVcfRow, parseVcfRow, sampleField, type VcfRow } from './vcf-row.ts'
