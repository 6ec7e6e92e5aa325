/** Where facts of the gene models come from: the words of the `source` columns, and what they stand for. */
export const sources: Readonly<Record<string, string>> = {
  pypgx:
    'PyPGx (sbslee/pypgx, MIT), gene-table.csv at commit 003bda6c: exons of both builds from the UCSC RefSeq tracks',
  aldy: 'RefSeqGene records as laid out in the gene files of 0xTCG/aldy (facts): exons of both builds',
  'aldy-bases': 'RefSeqGene records (NCBI, free of copyright) as laid out in the gene files of 0xTCG/aldy: bases',
  refgene:
    'UCSC RefSeq track of hg19, rows quoted in public repositories (TP53, LDLR: the whole row; BRCA2: its exons)',
  mehari: 'Transcripts of varfish-org/mehari test data at commit fea935e3 (MIT; facts of RefSeq), with their sequences',
  uta: 'UTA and SeqRepo answers kept in biocommons/hgvs at commit e074aee2 (Apache-2.0; facts of RefSeq)',
  gencode48: 'UCSC gene page of GENCODE 48: coding region on GRCh38',
  uniprot: 'UniProtKB: length of the reviewed human protein',
  proteingym: 'ProteinGym: length of the human protein in its assay list',
  'tp53-mrna': 'NM_000546.6 as quoted in a public repository; its coding bases are the same in four others',
  'tpmt-scan': 'Coding bases of TPMT in the published notes of a deep mutational scan of it',
  'ensembl-brca2':
    'Ensembl: coding bases and protein of ENST00000380152 on GRCh37, kept in opencb/jsorolla test data at commit 385a0e5f; c.7397 as ClinVar gives it for NM_000059.3',
  unverified: 'general knowledge, not looked up',
}
