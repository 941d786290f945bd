package org.radloom.gpuops.cuda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests and properties that run the kernels on a GPU, where there is one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf("org.radloom.gpuops.cuda.Cuda#isAvailable")
@AddLifecycleHook(OnGpu.NeedsGpu.class)
public @interface OnGpu {

  /** Skips properties, of which JUnit's condition knows nothing. */
  final class NeedsGpu implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return Cuda.isAvailable()
          ? SkipResult.doNotSkip()
          : SkipResult.skip(Cuda.unavailableReason());
    }
  }
}
