export { screeningIcs } from './icalendar.ts'
export {
  optionWords,
  type SpokenChoice,
  spokenCalendar,
  spokenChoice,
  type SpokenItem,
  spokenItem,
} from './spoken.ts'
