/** Under this name translators find our texts. */
export const TRANSLATION_DOMAIN = 'fer_workbench';
