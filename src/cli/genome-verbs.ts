import type { Command } from 'commander'
import {
  buildOption,
  collect,
  type Done,
  jsonOption,
  knowledgeOption,
  quietOption,
  sampleOption,
} from './verb-options.ts'

const archiveVerbs = (genome: Command, done: Done): void => {
  genome
    .command('pack')
    .description('all calls of one sample into a small archive that opens at once')
    .argument('<file>', 'VCF, gVCF or BCF; - for standard input')
    .option('-o, --out <file>', 'the archive (the name of the file with .attune unless given)')
    .option(...sampleOption)
    .option(...buildOption)
    .option('--callable <bed>', 'where the genome was callable: there no row means reference')
    .option('--exact', 'keep depths and qualities to the digit', false)
    .option(...jsonOption)
    .option(...quietOption)
    .action(async (file, options) => done((await import('./genome-archive.ts')).pack(file, options)))
  genome
    .command('view')
    .description('the calls of an archive, all or those that touch regions')
    .argument('<file>', 'archive')
    .argument('[region...]', 'as chr17:43044295-43125364')
    .option('--vcf', 'as VCF', false)
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line a call on stdout', false)
    .action(async (file, regions, options) => done((await import('./genome-archive.ts')).view(file, regions, options)))
  genome
    .command('stats')
    .description('what an archive holds, what takes how much of it, and whether it is whole')
    .argument('<file>', 'archive')
    .option(...jsonOption)
    .action(async (file, options) => done((await import('./genome-archive.ts')).stats(file, options)))
}

const vcfVerbs = (genome: Command, done: Done): void => {
  genome
    .command('check')
    .description('every fault of a VCF with its line, column and remedy; exit code 1 for warnings, 2 for errors')
    .argument('<file>', 'VCF, plain or packed; - for standard input')
    .option('--lenient', 'what can be read safely all the same is a warning', false)
    .option(...jsonOption)
    .option(...quietOption)
    .action(async (file, options) => done((await import('./genome-check.ts')).genomeCheck(file, options)))
  genome
    .command('normalise')
    .description('REF checked, rows split, alleles left-aligned: VCF on stdout')
    .argument('<file>', 'VCF, gVCF or BCF; - for standard input')
    .option('--reference <fasta>', 'reference sequence that the file was made against')
    .option('--no-split', 'leave rows with several ALTs together')
    .option('--no-align', 'move no allele')
    .option('--atomise', 'take changes of several bases apart', false)
    .option(
      '--check <what>',
      'rows whose REF does not fit: stop (unless given), warn, out (leave them out) or set (REF)',
    )
    .option(...quietOption)
    .action(async (file, options) => done((await import('./genome-normalise.ts')).genomeNormalise(file, options)))
  genome
    .command('lift')
    .description('a VCF carried over to the other genome build, by an imported chain file: VCF on stdout')
    .argument('<file>', 'VCF or BCF; - for standard input')
    .requiredOption('--to <build>', 'GRCh38 or GRCh37')
    .option('--reference <fasta>', 'reference sequence of the build to go to: every REF is held against it')
    .option('--source-reference <fasta>', 'reference sequence of the file, to hold REF against before')
    .option('--rejected <file>', 'where the rows go that cannot be carried over, each with its reason')
    .option('--build <build>', 'build of the file, where it does not say')
    .option(...quietOption)
    .option(...knowledgeOption)
    .action(async (file, options) => done((await import('./genome-lift.ts')).genomeLift(file, options)))
}

/** `attune genome …` and `attune variants`. */
export const genomeVerbs = (program: Command, done: Done): void => {
  const genome = program
    .command('genome')
    .description('one person’s genome: its quality, its validity, an archive of its calls, other forms of its rows')
  genome
    .command('qc')
    .description(
      'identity and quality of a genome: build, sex pattern, figures with their bands, what could be read of which gene',
    )
    .argument('<file>', 'VCF, gVCF, BCF, array file or archive; - for standard input')
    .option('--reference <fasta>', 'reference sequence, to hold REF against')
    .option('--callable <bed>', 'where the genome was callable')
    .option('--regions <file>', 'BED, or a list of gene symbols (the shipped genes unless given)')
    .option('--sex <sex>', 'recorded sex, female or male: compared, never forced')
    .option('--assay <assay>', 'genome, exome or panel, where it is known')
    .option(...sampleOption)
    .option(...buildOption)
    .option(...jsonOption)
    .option(...quietOption)
    .option(...knowledgeOption)
    .action(async (file, options) => done((await import('./genome-qc.ts')).genomeQc(file, options)))
  vcfVerbs(genome, done)
  archiveVerbs(genome, done)

  program
    .command('variants')
    .description('every variant of a file named (HGVS, SPDI, VRS) with its consequence, MANE Select first')
    .argument('<file>', 'VCF, gVCF or BCF, with or without samples; - for standard input')
    .option('--reference <fasta>', 'reference sequence with .fai (windows of the shipped genes are there without it)')
    .option(...sampleOption)
    .option(...buildOption)
    .option('--region <region>', 'only there, as chr17:43044295-43125364; may be repeated', collect, [])
    .option('--gene <symbol>', 'only in this gene; may be repeated', collect, [])
    .option('--impact <impact>', 'only what is at least high, moderate, low or modifier')
    .option('--pass', 'only rows whose FILTER passes', false)
    .option('--all', 'also alleles that the sample does not carry', false)
    .option('--all-transcripts', 'every transcript within 5 kb, not the preferred one of each gene', false)
    .option('--vrs', 'also the GA4GH VRS identifier, in JSON', false)
    .option('--format <format>', 'table, json, jsonl or vcf', 'table')
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line an allele on stdout', false)
    .option(...quietOption)
    .option(...knowledgeOption)
    .action(async (file, options) => done((await import('./variants.ts')).variants(file, options)))
}
