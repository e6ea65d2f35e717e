declare module '#formats/zip' {
  /** Of fflate, in one piece: the whole of it is a hundred times as large. */
  export { Zip, ZipDeflate } from 'fflate';
}
