import { sha512 } from '../../shared/sha512.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import type { ReferenceSequence } from '../reference/reference-genome.ts'
import type { Build } from '../site.ts'
import { truncatedDigest } from './sha512t24u.ts'

/**
 * Digests of the chromosome sequences, chr1 … chr22, chrX, chrY, chrM. chrM is NC_012920.1 in both; GRCh37's chrY is NC_000024.9 with its pseudoautosomal bases
 * (files that mask them with N, as human_g1k_v37 does, hold another sequence, but their calls are named on this one).
 * @source SeqRepo, as published alike by Broad's gatk (gvs), broadinstitute/gnomad_methods and, for GRCh37 but for chrY, the refget sequence collection of GRCh37;
 * chr1, 6, 7, 9, 19 and X of GRCh38 by the GA4GH VRS test vectors
 */
const digests: Readonly<Record<Build, readonly string[]>> = {
  GRCh38: [
    'Ya6Rs7DHhDeg7YaOSg1EoNi3U_nQ9SvO',
    'pnAqCRBrTsUoBghSD1yp_jXWSmlbdh4g',
    'Zu7h9AggXxhTaGVsy7h_EZSChSZGcmgX',
    'HxuclGHh0XCDuF8x6yQrpHUBL7ZntAHc',
    'aUiQCzCPZ2d0csHbMSbh2NzInhonSXwI',
    '0iKlIQk2oZLoeOG9P1riRU6hvL5Ux8TV',
    'F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul',
    '209Z7zJ-mFypBEWLk4rNC6S_OxY5p7bs',
    'KEO-4XBcm1cxeo_DIQ8_ofqGUkp4iZhI',
    'ss8r_wB0-b9r44TQTMmVTI92884QvBiB',
    '2NkFm8HK88MqeNkCgj78KidCAXgnsfV1',
    '6wlJpONE3oNb4D69ULmEXhqyDZ4vwNfl',
    '_0wi-qoDrvram155UmcSC-zA5ZK4fpLT',
    'eK4D2MosgK_ivBkgi6FVPg5UXs1bYESm',
    'AsXvWL1-2i5U_buw6_niVIxD6zTbAuS6',
    'yC_0RBj3fgBlvgyAuycbzdubtLxq-rE0',
    'dLZ15tNO1Ur0IcGjwc3Sdi_0A6Yf4zm7',
    'vWwFhJ5lQDMhh-czg06YtlWqu0lvFAZV',
    'IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl',
    '-A1QmD_MatoqxvgVxBLZTONHz9-c7nQo',
    '5ZUqxCmDDgN4xTRbaSjN8LwgZironmB8',
    '7B7SHsmchAR0dFcDCuSFjJAo7tX87krQ',
    'w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP',
    '8_liLu1aycC0tPQPFmUaGXJLDs5SbPZ5',
    'k3grVkjY-hoWcCUojHw6VU6GE3MZ8Sct',
  ],
  GRCh37: [
    'S_KjnFVz-FE7M0W6yoaUDgYxLPc1jyWU',
    '9KdcA9ZpY1Cpvxvg8bMSLYDUpsX6GDLO',
    'VNBualIltAyi2AI_uXcKU7M9XUOuA7MS',
    'iy7Zfceb5_VGtTQzJ-v5JpPbpeifHD_V',
    'vbjOdMfHJvTjK_nqvFvpaSKhZillW0SX',
    'KqaUhJMW3CDjhoVtBetdEKT1n6hM-7Ek',
    'IW78mgV5Cqf6M24hy52hPjyyo5tCCd86',
    'tTm7wmhz0G4lpt8wPspcNkAD_qiminj6',
    'HBckYGQ4wYG9APHLpjoQ9UUe9v7NxExt',
    '-BOZ8Esn8J88qDwNiSEwUr5425UXdiGX',
    'XXi2_O1ly-CCOi3HP5TypAw7LtC6niFG',
    '105bBysLoDFQHhajooTAUyUkNiZ8LJEH',
    'Ewb9qlgTqN6e_XQiRVYpoUfZJHXeiUfH',
    '5Ji6FGEKfejK1U6BMScqrdKJK8GqmIGf',
    'zIMZb3Ft7RdWa5XYq0PxIlezLY2ccCgt',
    'W6wLoIFOn4G7cjopxPxYNk2lcEqhLQFb',
    'AjWXsI7AkTK35XW9pgd3UbjpC3MAevlz',
    'BTj4BDaaHYoPhD3oY2GdwC_l0uqZ92UD',
    'ItRDD47aMoioDCNW_occY5fWKZBKlxCX',
    'iy_UbUrvECxFRX5LPTH_KPojdlT7BKsf',
    'LpTaNW-hwuY_yARP0rtarCnpCQLkgVCg',
    'XOgHwwR3Upfp5sZYk6ZKzvV25a4RBVu8',
    'v7noePfnNpK8ghYXEqZ9NukMXW7YeNsm',
    'BT7QyW5iXaX_1PSX-msSGYsqRdMKqkj-',
    'k3grVkjY-hoWcCUojHw6VU6GE3MZ8Sct',
  ],
}

const order = [...Array.from({ length: 22 }, (_, i) => `chr${i + 1}`), 'chrX', 'chrY', 'chrM']

/** The refget accession of a chromosome; undefined for contigs beyond the 25 chromosomes. @example refgetAccession('GRCh38', '19') // 'SQ.IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl' */
export const refgetAccession = (build: Build, contig: string): string | undefined => {
  const digest = digests[build][order.indexOf(canonicalContig(contig) ?? contig)]
  return digest === undefined ? undefined : `SQ.${digest}`
}

const piece = 1 << 16

/** The refget accession computed from a whole sequence; undefined when part of it is not held. */
export const refgetOfSequence = (sequence: ReferenceSequence): string | undefined => {
  const hash = sha512()
  const encoder = new TextEncoder()
  for (let at = 0; at < sequence.length; at += piece) {
    const bases = sequence.slice(at, Math.min(at + piece, sequence.length))
    if (bases === undefined) return undefined
    hash.add(encoder.encode(bases))
  }
  return `SQ.${truncatedDigest(hash.digest())}`
}
