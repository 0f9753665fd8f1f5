/** Kinds of image files that `recognize` reads, as JupyterLab names them. */
export const IMAGE_FILE_TYPES = ['png', 'jpeg', 'webp', 'gif', 'tiff'] as const;

/** Whether a file's name is that of an image that `recognize` reads. */
export function isImageName(name: string): boolean {
  return /\.(png|jpe?g|webp|gif|tiff?)$/i.test(name);
}

/** What a person would type to see all stages of one image; the kernel works in the image's folder. */
export function recognitionCode(name: string): string {
  const file = JSON.stringify(name);
  return `import { recognize, stagesView } from 'fer-core';\nstagesView({ name: ${file}, ...(await recognize(${file})) })`;
}
