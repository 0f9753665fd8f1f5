import { PROTOCOL_VERSION } from '../protocol/message';

/** Content of `kernel_info_reply`. @param version - version of kernel-extras. */
export function kernelInfo(version: string): Record<string, unknown> {
  return {
    status: 'ok',
    protocol_version: PROTOCOL_VERSION,
    implementation: 'fer-typescript',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: '5.0.4', // of tslab's compiler
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: { name: 'javascript', mode: 'typescript', typescript: true },
      nbconvert_exporter: 'script',
    },
    banner: `TypeScript (FER) ${version}, Node ${process.versions.node}`,
    help_links: [{ text: 'TypeScript handbook', url: 'https://www.typescriptlang.org/docs/handbook/intro.html' }],
    supported_features: [],
  };
}
