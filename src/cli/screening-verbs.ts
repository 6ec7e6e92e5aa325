import type { Command } from 'commander'
import { collect, type Done, personOptions } from './verb-options.ts'

/** `attune screening`. */
export const screeningVerbs = (program: Command, done: Done): void => {
  personOptions(
    program
      .command('screening')
      .description(
        'one screening calendar for one person: what is due, since when, why, by which rule; with --jsonl one line a person',
      )
      .argument('[file]', 'with --jsonl: one FHIR bundle a line; - or nothing for standard input'),
  )
    .option(
      '--risk <risk>',
      'a risk from elsewhere: model:outcome:horizon=probability, as plcom2012:lung-cancer:6y=0.021 or boadicea:breast-cancer:to80=0.24; may be repeated',
      collect,
      [],
    )
    .option('--carrier <gene>', 'result of a gene test, as BRCA1=positive; may be repeated', collect, [])
    .option('--json', 'JSON on stdout', false)
    .option('--jsonl', 'one FHIR bundle a line in, one calendar a line out, in the same order', false)
    .option('--ics', 'iCalendar on stdout', false)
    .option('--fhir', 'FHIR R4 bundle of requests and reminders on stdout', false)
    .option('--all', 'in the table: also what does not apply', false)
    .action(async (file, options) => done((await import('./screening.ts')).screeningVerb(file, options)))
}
