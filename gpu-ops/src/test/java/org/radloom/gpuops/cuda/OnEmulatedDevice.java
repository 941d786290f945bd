package org.radloom.gpuops.cuda;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests and properties that run the sources of the kernels on a device made of the CPU. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
@net.jqwik.api.Tag("slow")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
@AddLifecycleHook(OnEmulatedDevice.NeedsCompiler.class)
public @interface OnEmulatedDevice {

  /** Skips properties, of which JUnit's condition knows nothing. */
  final class NeedsCompiler implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      try {
        return EmulatedDevice.isAvailable() ? SkipResult.doNotSkip() : SkipResult.skip("no g++");
      } catch (IOException e) {
        return SkipResult.skip("no g++");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return SkipResult.skip("interrupted");
      }
    }
  }
}
