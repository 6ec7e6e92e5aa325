/** One ALT allele at one place: 1-based VCF position, REF and ALT as letters (upper case ACGTN). `chrom` is canonical where the contig is known, else the file's own name. */
export type Variant = { readonly chrom: string; readonly pos: number; readonly ref: string; readonly alt: string }
