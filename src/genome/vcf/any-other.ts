/** Whether an ALT stands for any allele that was not seen (`<*>`, `<NON_REF>`), and so is none of its own. */
export const isAnyOther = (alt: string | undefined): boolean => alt === '<*>' || alt === '<NON_REF>'
