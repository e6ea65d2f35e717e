declare module '#formats/calendar' {
  /** Of ical-generator: makes a calendar. */
  export { default } from 'ical-generator';
}
