import { EXPRESSIONS, type Expression } from '../expressions';

const SYNONYMS = new Map<string, Expression>(Object.entries({
  angry: 'angry', anger: 'angry',
  disgust: 'disgust', disgusted: 'disgust',
  fear: 'fear', fearful: 'fear', afraid: 'fear',
  happy: 'happy', happiness: 'happy',
  sad: 'sad', sadness: 'sad',
  surprise: 'surprise', surprised: 'surprise',
  neutral: 'neutral',
}));

/**
 * The label of an expression under any of the names data sets give it (`anger`, `Happiness`, `surprised`, …), never by position:
 * alphabetical folders and FER+ order the classes differently.
 * @returns index into `EXPRESSIONS`, or `undefined` for a name that is none of the seven.
 */
export function expressionLabel(name: string): number | undefined {
  const expression = SYNONYMS.get(name.trim().toLowerCase());
  return expression === undefined ? undefined : EXPRESSIONS.indexOf(expression);
}
