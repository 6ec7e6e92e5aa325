/** The letter's own sentences in English, for a reader of eighth grade at most. What was found about this person comes from the document. */
export const letterWords = {
  title: 'Your genes and your medicines',
  greeting: 'Dear',
  forChild: 'If you read this for your child, "you" means your child.',
  opening: 'Genes can change how medicines work in you. This letter tells you what we saw and what it means for you.',
  looked: 'What we looked at',
  lookedGenes: (n: number): string => (n === 1 ? 'We looked at 1 gene.' : `We looked at ${n} genes.`),
  lookedNone: 'We had no gene data for you.',
  lookedList: (n: number): string =>
    n === 1 ? 'We also looked at the 1 medicine on your list.' : `We also looked at the ${n} medicines on your list.`,
  lookedNoList: 'We had no list of your medicines. Please show your list to your care team.',
  means: 'What it means for you',
  nothing: 'We saw nothing in your genes that should change the medicines on your list.',
  moreToKnow: (n: number): string =>
    `There ${n === 1 ? 'is 1 more point' : `are ${n} more points`}. Your care team has them in the full report.`,
  fine: 'Your genes give no reason to change these:',
  noQuestion: 'No gene is known to matter for these:',
  careIfNew:
    'Some medicines are not on your list but need care in you. Before you take one of these, show this letter:',
  unknown: 'What we do not know',
  unknownOwn: 'For these medicines on your list we cannot tell, as a gene was not tested or not clear:',
  notTested: 'These genes were not tested or had no clear result:',
  notNormal: '"Not known" does not mean "normal". Your care team can tell you if a test would help.',
  allKnown: 'Each gene that we looked for had a clear result.',
  toDo: 'What to do',
  toDoList: [
    'Show this letter to your doctor and to your pharmacist.',
    'Ask them what it means for each of your medicines.',
    'Show it again before you get a new medicine or have an operation.',
    'Keep it in a safe place. Your genes stay the same.',
  ],
  family: 'People in your family may share your genes. Ask your doctor if this matters for them.',
  notToDo: 'What not to do on your own',
  notToDoList: [
    'Do not stop a medicine on your own.',
    'Do not change a dose on your own.',
    'Do not start or swap a medicine on your own.',
    'Do not give your medicine to others, even if they share your genes.',
  ],
  ask: 'Whom to ask',
  askWho: 'Ask the doctor who gave you this letter, or your pharmacist.',
  emergency: 'If you feel very ill, do not wait. Call the emergency number where you live.',
  limits:
    'Your age, your other illnesses, your food and your other medicines matter too. This letter is only one part.',
} as const
