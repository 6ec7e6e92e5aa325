import type { Command } from 'commander'
import { type Done, jsonOption, knowledgeOption } from './verb-options.ts'

/** `attune family`. */
export const familyVerbs = (program: Command, done: Done): void => {
  program
    .command('family')
    .description('a family: checked, converted, held against referral criteria, with carrier probabilities')
    .argument('<file>', 'PED, CanRisk, GA4GH Pedigree or FHIR record, recognised by its content; - for standard input')
    .option('--from <format>', 'ped, canrisk, ga4gh or fhir, where the content does not say')
    .option('--to <format>', 'write the family as ped, canrisk, ga4gh or fhir on stdout; what is lost is told')
    .option('--criteria', 'referral criteria only', false)
    .option('--carrier', 'carrier probabilities and future cancer risks only', false)
    .option('--family <id>', 'which family of a file with several')
    .option('--at <instant>', 'the time of assessment, ISO 8601 (now unless given)')
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line a family on stdout; a file of JSON lines is read line by line', false)
    .option(...knowledgeOption)
    .action(async (file, options) => done((await import('./family.ts')).familyVerb(file, options)))
}
