/** The one statement of intended use, shown on every page, report and command. */
export const intendedUse =
  'Attune supports qualified clinicians in reviewing treatment choices; it shows the basis of everything it says, does not replace clinical judgement, and is not for self-treatment or emergencies.'
