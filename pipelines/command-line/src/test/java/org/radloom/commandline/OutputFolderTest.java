package org.radloom.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputFolderTest {

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/out, /srv/out",
    "/srv/out///, /srv/out",
    "/srv/./a/../out, /srv/out",
    "file:///srv/out/, /srv/out",
    "file:/srv/out, /srv/out",
    "/, /"
  })
  void aFolderOfThisDiskIsAnAbsolutePath(String output, String folder) throws UsageException {
    assertThat(OutputFolder.of(output)).isEqualTo(folder);
    assertThat(OutputFolder.isLocal(folder)).isTrue();
  }

  @Test
  void aRelativeFolderBeginsAtTheWorkingFolder() throws UsageException {
    assertThat(OutputFolder.of("stream/")).isEqualTo(Path.of("stream").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\t"})
  void refusesNothing(String output) {
    assertThatThrownBy(() -> OutputFolder.of(output)).isInstanceOf(UsageException.class);
  }

  @Test
  void refusesAPlaceThatNoFileSystemIsThereFor() {
    assertThatThrownBy(() -> OutputFolder.of("nosuch://bucket/out"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nosuch");
  }
}
