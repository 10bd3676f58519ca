// Simulates a GPU without free memory.

interface Scope {
  filter: GPUErrorFilter;
  error?: GPUError;
}

/**
 * Until the returned function is called, creating a buffer with this prefix of the label and more than `maxBytes` raises an
 * out-of-memory error in the innermost error scope for such errors. The returned buffer must not be used.
 */
export function runShortOfMemory(device: GPUDevice, label: string, maxBytes = 0): () => void {
  const { createBuffer, pushErrorScope, popErrorScope } = device;
  const scopes: Scope[] = [];
  device.pushErrorScope = (filter) => {
    scopes.push({ filter });
    pushErrorScope.call(device, filter);
  };
  device.popErrorScope = async () => {
    const scope = scopes.pop();
    const error = await popErrorScope.call(device);
    return scope?.error ?? error;
  };
  device.createBuffer = (descriptor) => {
    if (descriptor.label?.startsWith(label) && descriptor.size > maxBytes) {
      const scope = scopes.findLast(({ filter }) => filter === 'out-of-memory');
      if (!scope) throw new Error(`No error scope sees that there is no memory for "${descriptor.label}".`);
      scope.error ??= {
        message: `There is no memory for ${descriptor.size} bytes of "${descriptor.label}".`,
      };
    }
    return createBuffer.call(device, descriptor);
  };
  return () => {
    Object.assign(device, { createBuffer, pushErrorScope, popErrorScope });
  };
}
